from openai import OpenAI

from forms import DropdownSetting, TextSetting, Widget

settings = [
    DropdownSetting(
        name="model_name",
        display_name="Model",
        default_value="gemini-2.5-flash",
        options=[("Flash (fast)", "gemini-2.5-flash"), ("Gemma 3 27B", "gemma-3-27b-it")],
    ),
    TextSetting("api_base", "API Base URL", "https://api.openai.com/v1", "E.g. https://api.openai.com/v1"),
    TextSetting("api_model", "API Model", "gpt-4o-mini", "E.g. gpt-4o-mini"),
    TextSetting("title", "gpt-4.1", "gpt-4.1"),
    Widget("model", "gpt-5"),
]
