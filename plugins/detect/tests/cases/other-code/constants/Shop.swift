let query = ChatQuery(messages: messages, model: .gpt4_o_mini)
let hidden = view.animation(.default)
