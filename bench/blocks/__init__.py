"""Put first on a Python path by `bench/fanout.py`: Python itself then imports `sitecustomize` before all else."""
