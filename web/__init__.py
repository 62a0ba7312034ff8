"""The pages and the API: the only importer of Flask; it fetches, calls one action, and answers."""
