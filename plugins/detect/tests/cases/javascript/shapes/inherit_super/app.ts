import { Base } from "./base";
export class Writer extends Base { constructor() { super("gpt-4.1"); } }
