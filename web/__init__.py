"""The pages and the API; the only importer of Flask."""
