// What the pages do beyond plain forms: tell whether a clip was heard to its end, and guard against double presses.
"use strict";

for (const player of document.querySelectorAll("audio[data-clip]")) {
  const note = document.querySelector("[data-heard]");
  let furthest = 0;
  let skipped = false;
  player.addEventListener("timeupdate", () => {
    skipped = skipped || player.currentTime > furthest + 2;
    furthest = Math.max(furthest, player.currentTime);
  });
  player.addEventListener("ended", () => {
    if (!note) return;
    note.textContent = skipped ? note.dataset.done + " (có đoạn tua qua)" : note.dataset.done;
    note.classList.add("done");
  });
}

for (const form of document.querySelectorAll("form[data-approve]")) {
  form.addEventListener("submit", (event) => {
    const note = document.querySelector("[data-heard]");
    if (!note || !note.dataset.urgent || note.classList.contains("done") || form.dataset.warned) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.warned = "yes";
    note.classList.add("wanted");
    note.textContent = "Bản tin khẩn cấp: hãy nghe hết rồi mới duyệt. Nếu đã nghe ở nơi khác, bấm Duyệt lần nữa.";
    note.scrollIntoView({ block: "center" });
  });
}

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
