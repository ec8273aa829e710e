import { Column, Entity } from "typeorm";

@Entity({ name: "gpt-4" })
export class Options {
  @Prop({ default: "gpt-4o", enum: ["gpt-4.1"] })
  override model!: string;

  @Column({ type: "text", default: "claude-sonnet-4-5" })
  @Index()
  chatModel: string;

  @Prop({ default: "gpt-3.5-turbo" })
  colour?: string;
}
