export { createService } from "./service";
