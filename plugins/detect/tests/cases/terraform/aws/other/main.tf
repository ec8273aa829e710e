resource "aws_s3_bucket" "models" {
  bucket = "models"
}

resource "random_pet" "x" {}
