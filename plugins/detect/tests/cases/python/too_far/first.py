from second import used
