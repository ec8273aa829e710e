var text = model switch { "gpt-4o" => "four", _ => "?" };
Assert.AreEqual("gpt-4o", response.Model);
var dataModel = Environment.GetEnvironmentVariable("DATA_MODEL");
