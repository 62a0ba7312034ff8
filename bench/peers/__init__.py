"""The programs we are measured against, started and stopped here: Icecast and Liquidsoap, as Debian packs them."""
