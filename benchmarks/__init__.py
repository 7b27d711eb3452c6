"""Speed, as the documents do it and as the course does it: `make bench`. No test measures time."""
