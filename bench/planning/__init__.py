"""Two communes' years entered through the pages as a new user would: our own texts, after the tasks of real plans."""
