package acme;
import dev.langchain4j.model.openai.OpenAiChatModel;
import static acme.Models.CHAT;
public class Ask {
  OpenAiChatModel one = OpenAiChatModel.builder().apiKey(key).modelName(Models.CHAT).build();
  OpenAiChatModel two = OpenAiChatModel.builder().modelName(CHAT).build();
  @Value("${app.model}") private String model;
}
