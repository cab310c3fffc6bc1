from training.settings import HERE
from training.trials import updated


def test_the_readme_holds_the_trials_as_logged() -> None:
    readme = (HERE / "README.md").read_text("utf-8")
    assert updated(readme) == readme, "run: python -m training.trials"
