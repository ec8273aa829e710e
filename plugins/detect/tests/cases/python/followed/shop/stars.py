STARRED = "acme-star-1"
