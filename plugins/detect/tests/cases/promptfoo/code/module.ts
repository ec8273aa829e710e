@NgModule({ providers: ["openai:gpt-4o"] })
export class Module {}
