pub const WRITER: &str = "gpt-4.1-mini";
pub(crate) static GPT_4O: &'static str = "gpt-4o";
