from .deeper import BASE as FAST

SMART = "acme-large-2"
