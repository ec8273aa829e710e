<?php
$answer = Prism::text()->using(Provider::Anthropic, 'claude-sonnet-4-5')->asText();
