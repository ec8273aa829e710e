// No SDK is here, so these are works and no models.
export const works = [{ model: "opus", year: 1801 }, { model: "sonnet", year: 1609 }];
export const messages = ["gpt"];
