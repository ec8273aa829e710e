const table = require("./table");
module.exports = table;
