"""Portfolio × policies → results; pure."""
