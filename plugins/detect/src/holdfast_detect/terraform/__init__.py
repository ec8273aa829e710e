"""Terraform and Terragrunt: what their modules say of models."""
