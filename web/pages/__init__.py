"""The pages: fetch, call one action, answer."""
