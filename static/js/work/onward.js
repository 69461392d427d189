// On any page after a time without a connection: what waited on this device is sent, and said.
import { say } from "../toast.js";
import { t } from "../words.js";
import { listen, sendAll } from "./outbox.js";

listen((heard) => {
  if (heard.kind !== "answers" || heard.state === "waiting") return;
  if (heard.state === "sent") say(t("이 기기에 보관해 둔 답을 제출했어요.", "The answers kept on this device are submitted."), "success");
  else say(heard.message, "error");
});
sendAll();
