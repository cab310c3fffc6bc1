"""The rules that make the forms of Ukrainian and Russian names."""

import sys
from importlib import import_module
from types import ModuleType

import pytest

from extractor.catalogue import ontology_dir


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    sys.path.insert(0, str(ontology_dir() / "catalogue"))
    try:
        return import_module("declension")
    finally:
        sys.path.pop(0)


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("uk", "Київ~mКиєв", "Київ Києва Києву Києвом Києві"),
        ("uk", "Україна", "Україна України Україні Україну Україною"),
        ("uk", "Прага", "Прага Праги Празі Прагу Прагою"),
        ("uk", "Польща", "Польща Польщі Польщу Польщею"),
        ("uk", "Білорусь~f", "Білорусь Білорусі Білоруссю"),
        ("uk", "Ізраїль", "Ізраїль Ізраїля Ізраїлю Ізраїлем Ізраїлі"),
        ("uk", "Суми~pСум", "Суми Сум Сумам Сумами Сумах"),
        ("uk", "Запоріжжя", "Запоріжжя Запоріжжю Запоріжжям Запоріжжі"),
        ("uk", "Хмельницький~a", "Хмельницький Хмельницького Хмельницькому Хмельницьким"),
        ("uk", "СБУ", "СБУ"),
        ("ru", "Египет~mЕгипт", "Египет Египта Египту Египтом Египте"),
        ("ru", "Греция", "Греция Греции Грецию Грецией"),
        ("ru", "Казань~f", "Казань Казани Казанью"),
        ("ru", "Париж", "Париж Парижа Парижу Парижем Париже"),
        ("ru", "Грозный~a", "Грозный Грозного Грозному Грозным Грозном"),
    ],
)
def test_forms(language: str, name: str, expected: str, rules: ModuleType) -> None:
    assert set(expected.split()) <= set(rules.forms(name, language))


def test_only_the_head_of_a_name_is_declined(rules: ModuleType) -> None:
    assert "Державною службою спецзв'язку" in rules.forms("Державна~a служба| спецзв'язку", "uk")
    assert "Ростове-на-Дону" in rules.forms("Ростов|-на-Дону", "ru")


def test_adjectives_and_people(rules: ModuleType) -> None:
    assert {"російський", "російську", "російськими", "російсько"} <= set(rules.adjective_forms("російський", "uk"))
    assert {"немецкая", "немецкое", "немецких"} <= set(rules.adjective_forms("немецкий", "ru"))
    assert {"китайця", "китайцями"} <= set(rules.people_forms("китаєць", "uk"))
    assert {"россиян", "россиянами"} <= set(rules.people_forms("россиянин", "ru"))
    assert "бразильцы" in rules.people_forms("бразилец", "ru")
