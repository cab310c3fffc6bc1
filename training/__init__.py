"""The training project: from annotated corpora beside the checkout to the weights in the package."""
