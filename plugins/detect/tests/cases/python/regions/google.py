import vertexai
from vertexai.generative_models import GenerativeModel

vertexai.init(project="p", location="us-central1")
GenerativeModel("gemini-2.5-pro").generate_content("x")
