from third import used
