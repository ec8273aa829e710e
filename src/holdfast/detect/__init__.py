"""Files of a repository to the models that they name: pure, and blind to what stands beside an id."""
