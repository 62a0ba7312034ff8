// Talking live: opens the microphone, shows how loud it is, and sends what is said, in order and at once.
//
// One request is on its way at a time and carries all samples since the last, each with its number: what is sent twice
// is taken once, and a slow line is answered by larger pieces. What is older than two seconds is let go: live is now.
"use strict";

const WAITING_SECONDS = 2;
const KEEP_ALIVE_MS = 1000;
const RETRY_MS = 250;
const SOON_SECONDS = 3;
const PATIENCE_MS = 3000;
const LOST_MS = 5000;
const LAST_WORDS_MS = 900; // from the last sample sent to the loudspeakers: the end must not cut them off
const WORDS = { idle: "Chưa lên sóng", joining: "Đang nối…", ending: "Đang kết thúc…" };

const form = document.getElementById("live");
const booth = document.querySelector(".booth");
const meter = document.getElementById("level");
const talkButton = document.getElementById("talk");
const stopButton = document.getElementById("stop");
const tryButton = document.getElementById("try");
const picker = document.getElementById("microphone");

let microphone = null; // { context, stream } while it is open
let talk = null; // what is on air
let waiting = false; // for a programme's live slot
let wake = () => {};

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function say(state, words) {
  booth.dataset.state = state;
  const lamp = document.getElementById("lamp");
  if (lamp.textContent !== words) lamp.textContent = words;
}

function complain(sentence) {
  const trouble = document.getElementById("trouble");
  trouble.textContent = sentence;
  trouble.hidden = !sentence;
  if (sentence) trouble.scrollIntoView({ block: "nearest" });
}

function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// --- the microphone

const REFUSALS = {
  NotAllowedError: "Trình duyệt không được phép dùng micro: bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép Micro, rồi thử lại.",
  NotFoundError: "Máy này không thấy micro nào: hãy cắm micro rồi thử lại.",
  NotReadableError: "Không mở được micro: có thể chương trình khác đang dùng nó.",
  OverconstrainedError: "Micro đã chọn không còn: hãy chọn micro khác.",
};

async function openMicrophone() {
  closeMicrophone();
  const ticked = (id) => document.getElementById(id).checked;
  const wanted = {
    channelCount: 1,
    autoGainControl: ticked("gain"),
    noiseSuppression: ticked("noise"),
    echoCancellation: ticked("echo"),
  };
  if (picker.value) wanted.deviceId = { exact: picker.value };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
  const context = await connected(stream);
  microphone = { context, stream };
  stream.getAudioTracks()[0].addEventListener("ended", () => microphoneGone());
  await listDevices();
}

async function connected(stream) {
  for (const rate of [Number(form.dataset.rate), undefined]) {
    const context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    try {
      await context.audioWorklet.addModule(form.dataset.microphone);
      const node = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
      context.createMediaStreamSource(stream).connect(node);
      node.port.onmessage = (message) => heard(new Int16Array(message.data));
      await context.resume();
      return context;
    } catch (error) {
      await context.close();
      if (rate === undefined) throw error; // some browsers take a microphone only at its own rate
    }
  }
  throw new Error("unreachable");
}

function closeMicrophone() {
  if (!microphone) return;
  for (const track of microphone.stream.getTracks()) track.stop();
  microphone.context.close();
  microphone = null;
  showLevel(null);
}

function microphoneGone() {
  if (talk) finish("Micro bị rút ra hoặc bị tắt.");
  closeMicrophone();
}

async function listDevices() {
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput");
  const chosen = picker.value;
  picker.replaceChildren(new Option("Micro mặc định của máy", ""), ...devices.filter((each) => each.deviceId !== "default")
    .map((each, place) => new Option(each.label || `Micro ${place + 1}`, each.deviceId)));
  picker.value = [...picker.options].some((each) => each.value === chosen) ? chosen : "";
}

function showLevel(samples) {
  const word = document.getElementById("level-word");
  if (!samples) {
    meter.value = -60;
    word.textContent = "Chưa mở micro";
    return;
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const level = 20 * Math.log10(loudest / 32768);
  meter.value = Math.max(level, meter.value - 3); // falls slowly, so that eyes can follow
  const words = meter.value > -2 ? "To quá, hãy lùi ra" : meter.value < -36 ? "Nhỏ quá, hãy nói gần micro" : "Vừa";
  if (word.textContent !== words) word.textContent = words;
}

function heard(samples) {
  showLevel(samples);
  if (!talk || !talk.open) return;
  talk.waiting.push({ at: talk.counted, samples });
  talk.counted += samples.length;
  const most = WAITING_SECONDS * microphone.context.sampleRate;
  while (talk.counted - talk.waiting[0].at > most) talk.waiting.shift();
  wake();
}

// --- the talk

async function post(address, body, headers) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json", ...headers },
    credentials: "same-origin",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  return { status: answer.status, told };
}

// Waits until a programme's live slot has come; whoever presses stop gives it up.
async function turn(slot) {
  waiting = true;
  try {
    for (;;) {
      const answer = await fetch(form.dataset.slots, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
      const mine = answer.ok && (await answer.json()).slots.find((each) => each.slot === slot);
      if (!waiting) throw new Error("Đã thôi chờ, chưa nói gì.");
      if (answer.ok && !mine) throw new Error("Đã qua lượt nói trực tiếp của chương trình này.");
      if (mine && mine.is_open) return;
      if (mine) say("joining", `Chờ đến lượt: còn ${clock(mine.opens_in)}`);
      await pause(mine && mine.opens_in < SOON_SECONDS ? RETRY_MS : KEEP_ALIVE_MS);
    }
  } finally {
    waiting = false;
  }
}

async function begin() {
  const asked = new FormData(form); // before the choices are closed: what is closed is not sent
  complain("");
  say("joining", WORDS.joining);
  choosing(false);
  try {
    if (!microphone) await openMicrophone();
    if (asked.get("slot")) await turn(asked.get("slot"));
    const { status, told } = await post(form.action, asked);
    if (status !== 200) throw new Error(told.sentence || "Phiên làm việc đã hết hoặc đài đang bận; hãy tải lại trang.");
    const now = performance.now();
    talk = { ...told, opensAt: now + told.chime_seconds * 1000, reached: now, waiting: [], counted: 0, left: told.seconds, open: false, over: "" };
  } catch (error) {
    say("idle", WORDS.idle);
    choosing(true);
    complain(REFUSALS[error.name] || (error.name === "Error" ? error.message : "Không nối được với đài; hãy thử lại."));
    return;
  }
  keepAwake(talk);
  showTime(talk);
  await send(talk);
}

async function send(mine) {
  while (!mine.over) {
    if (!mine.waiting.length && !mine.stopping) await Promise.race([pause(mine.answered ? KEEP_ALIVE_MS : 0), new Promise((resolve) => { wake = resolve; })]);
    if (mine.over) return;
    if (mine.stopping && !mine.waiting.length) return end(mine);
    await sendWaiting(mine);
  }
}

async function sendWaiting(mine) {
  const batch = mine.waiting.slice();
  const at = batch.length ? batch[0].at : mine.counted;
  const end = batch.length ? batch[batch.length - 1].at + batch[batch.length - 1].samples.length : at;
  try {
    const address = `${mine.sound}?tu=${at}&tan-so=${microphone.context.sampleRate}`;
    const { status, told } = await post(address, new Blob(batch.map((each) => each.samples)), { "Content-Type": "application/octet-stream" });
    if (status >= 500) throw new Error("try again");
    if (status !== 200) return finish(told.sentence || "Phiên làm việc đã hết; lượt nói dừng lại.");
    mine.waiting = mine.waiting.filter((each) => each.at >= end);
    mine.reached = performance.now();
    mine.answered = true;
    answered(mine, told);
  } catch {
    if (performance.now() - mine.reached > LOST_MS) return finish("Mất kết nối với đài quá 5 giây; lượt nói đã dừng.");
    await pause(RETRY_MS);
  }
}

function answered(mine, told) {
  mine.left = told.seconds_left;
  mine.heardThere = told.on_air;
  if (told.over) finish(`Lượt nói đã dừng: ${told.over}.`);
}

function showTime(mine) {
  if (mine.over) return;
  const wait = (mine.opensAt - performance.now()) / 1000;
  if (!mine.open && mine.answered && wait <= 0 && !mine.stopping) mine.open = true;
  document.getElementById("left").textContent = clock(Math.min(mine.left, mine.seconds));
  if (mine.stopping) say("ending", WORDS.ending);
  else if (!mine.open) say("joining", wait > 0 ? `Đang đổ chuông, nói sau ${Math.ceil(wait)} giây` : WORDS.joining);
  else if (performance.now() - mine.reached > 1500) say("weak", "Mạng chập chờn, đang nối lại…");
  else if (mine.heardThere === false) say("weak", "Chưa ra loa: phần phát thanh của đài không chạy");
  else say("air", "ĐANG LÊN SÓNG");
  setTimeout(() => showTime(mine), 100);
}

function stop() {
  waiting = false;
  if (!talk || talk.stopping) return;
  talk.open = false;
  talk.stopping = true;
  wake();
}

async function end(mine) {
  await pause(LAST_WORDS_MS);
  const asked = new FormData();
  asked.set("csrf_token", form.elements.csrf_token.value);
  try {
    await fetch(mine.end, { method: "POST", body: asked, credentials: "same-origin", redirect: "manual" });
  } catch {
    complain("Không báo được cho đài là đã nói xong; đài sẽ tự dừng sau 5 giây.");
  }
  finish("");
}

function finish(sentence) {
  if (talk) talk.over = sentence || "ended";
  talk = null;
  wake();
  say("idle", WORDS.idle);
  choosing(true);
  complain(sentence);
}

function choosing(free) {
  const choices = document.getElementById("choices");
  choices.disabled = choices.hidden = !free;
  const where = document.getElementById("where");
  where.hidden = free;
  const ticked = [...form.querySelectorAll("input[name=zones]:checked")];
  where.textContent = `Nói tới: ${ticked.map((box) => box.closest("label").textContent.trim()).join(", ")}`;
  talkButton.hidden = tryButton.hidden = !free;
  stopButton.hidden = free;
  (free ? talkButton : stopButton).focus({ preventScroll: true });
  if (!free) booth.scrollIntoView({ block: "start" });
}

async function keepAwake(mine) {
  try {
    const lock = await navigator.wakeLock.request("screen");
    while (!mine.over) await pause(1000);
    await lock.release();
  } catch {
    // an old browser, or a battery that is nearly empty: the talk does not depend on it
  }
}

// --- the page

function leave() {
  if (!talk) return;
  const asked = new FormData();
  asked.set("csrf_token", form.elements.csrf_token.value);
  navigator.sendBeacon(talk.end, asked);
}

function setUp() {
  if (!window.isSecureContext || !navigator.mediaDevices || !window.AudioWorkletNode) {
    document.getElementById("unsafe").hidden = false;
    const here = document.querySelector("[data-localhost]");
    here.href = here.textContent = `http://localhost:${location.port || 80}${location.pathname}`;
    talkButton.disabled = tryButton.disabled = true;
    return;
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); if (!talk && !waiting) begin(); });
  stopButton.addEventListener("click", stop);
  tryButton.addEventListener("click", () => openMicrophone().then(() => complain(""), (error) => complain(REFUSALS[error.name] || "Không mở được micro; hãy tải lại trang.")));
  for (const box of [picker, ...form.querySelectorAll("details input")]) {
    box.addEventListener("change", () => { if (microphone && !talk) openMicrophone().catch((error) => complain(REFUSALS[error.name] || "Không mở được micro.")); });
  }
  form.elements.minutes.addEventListener("change", () => { document.getElementById("left").textContent = clock(form.elements.minutes.value * 60); });
  window.addEventListener("pagehide", leave);
  window.addEventListener("beforeunload", (event) => { if (talk) event.preventDefault(); });
}

setUp();
