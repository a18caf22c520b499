"use strict";

const EVERY_MS = 1500;
const field = (id) => document.getElementById(id);
const state = field("state");
const list = field("messages");

let phone = null;
let shown = new Set();

// Relative addresses, so that the page works wherever the interface is mounted.
async function call(method, body) {
  const headers = { Authorization: `Bearer ${phone.key}` };
  if (phone.region) {
    headers["Posthorn-Region"] = phone.region;
  }
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(`../handsets/${encodeURIComponent(phone.number)}/messages`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(told.detail || told.title);
  }
  return told;
}

function show(message, own) {
  const item = document.createElement("li");
  item.className = own ? "own" : "received";
  const head = document.createElement("small");
  const who = own ? `to ${message.number}` : `from ${message.originationIdentity}`;
  const when = own ? new Date() : new Date(message.receivedTimestamp);
  head.textContent = `${who}, ${when.toLocaleTimeString()}`;
  const body = document.createElement("p");
  body.textContent = [message.messageBody, ...(message.mediaUrls || [])].join("\n");
  item.append(head, body);
  list.append(item);
  item.scrollIntoView({ block: "nearest" });
}

async function look(mine) {
  if (mine !== phone) {
    return;
  }
  try {
    const { messages } = await call("GET");
    if (mine !== phone) {
      return;
    }
    for (const message of messages.reverse()) {
      if (!shown.has(message.messageId)) {
        shown.add(message.messageId);
        show(message, false);
        field("to").value = message.originationIdentity;
      }
    }
    state.textContent = shown.size === 0 ? "Switched on. Nothing received yet." : "Switched on.";
    field("answer").hidden = false;
  } catch (failed) {
    state.textContent = failed.message;
  }
  setTimeout(look, EVERY_MS, mine);
}

field("phone").addEventListener("submit", (event) => {
  event.preventDefault();
  phone = {
    key: field("key").value.trim(),
    region: field("region").value.trim(),
    number: field("number").value.trim(),
  };
  shown = new Set();
  list.replaceChildren();
  look(phone);
});

field("answer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const message = { number: field("to").value.trim(), messageBody: field("text").value };
  try {
    await call("POST", { destinationPhoneNumber: message.number, messageBody: message.messageBody });
    show(message, true);
    field("text").value = "";
  } catch (failed) {
    state.textContent = failed.message;
  }
});
