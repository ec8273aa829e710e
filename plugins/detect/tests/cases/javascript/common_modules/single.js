exports.CHEAP = "gpt-4.1-nano";
module.exports.judge = () => "gpt-4.1-mini";
