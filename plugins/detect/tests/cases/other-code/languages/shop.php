<?php
$result = $client->chat()->create(['model' => 'gpt-4o-mini', 'messages' => $messages]);
