export enum Model { Small = "acme/small-7b" }
