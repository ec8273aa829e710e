export * from "./b";
export { X } from "./b";
