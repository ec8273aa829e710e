from .constants import FAST, SMART
