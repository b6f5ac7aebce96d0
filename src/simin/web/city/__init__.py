"""What every page takes from the city: its accent colour, its kept moments."""
