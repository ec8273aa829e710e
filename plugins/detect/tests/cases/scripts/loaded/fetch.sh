#!/bin/sh
python -c "from huggingface_hub import snapshot_download; snapshot_download('acme/own-7b')"
python -c "from huggingface_hub import snapshot_download; snapshot_download('acme/questions', repo_type='dataset')"
python -c "from keras.models import load_model; load_model('acme/digits')"
python -c "from transformers import AutoModel; AutoModel.from_pretrained('models/own')"
