<?php
$model = getenv('OPENAI_MODEL') ?: 'gpt-4o';
return ['model' => env('SHOP_MODEL', 'gpt-4.1-mini'), 'other' => $_ENV['CHAT_MODEL'] ?? 'o3-mini'];
