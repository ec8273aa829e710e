import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--judge_llm_model", default="acme-judge-8x7b")
parser.add_argument("--car_model", default="roadster-5")
parser.add_argument("--model", default="forest-2")
parser.add_argument("--embedding-model", default="default_embedding_model_1")
