import os
import subprocess

import modal

NAME = "acme/claims-7b-instruct"
OTHER = "acme/other-7b"
app = modal.App("vllm")
image = modal.Image.debian_slim().run_commands("huggingface-cli download acme/weights-7b")


def serve():
    subprocess.Popen(["vllm", "serve", NAME, "--port", "8000"])
    subprocess.run(["python", "-m", "vllm.entrypoints.openai.api_server", "--model", "acme/listed-7b"])
    subprocess.run("ollama pull llama3.1:8b && echo done", shell=True)
    os.system("ollama run phi4")
    subprocess.run(["git", "pull", "origin"])
    subprocess.run(["docker", "run", "acme/image-1"])
    subprocess.run(["car", "--model", "acme/roadster-1"])
    print("ollama pull mistral")
subprocess.run([python, "-m", "mlx_lm", "generate", "--model", "mlx-community/Llama-3.2-1B-Instruct-4bit"])
