import litellm

from examples.common import DEFAULT_MODEL

litellm.completion(model=DEFAULT_MODEL, messages=[])
