from fourth import used
