/** Offers the list of what this browser follows, where it can be reached at all. */
export async function startFollowed(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form[data-browser]");
  if (!form || !("serviceWorker" in navigator && "PushManager" in window)) return;
  const registration = await navigator.serviceWorker.getRegistration(form.dataset["worker"] ?? "");
  const own = await registration?.pushManager.getSubscription();
  const field = form.elements.namedItem("endpoint");
  if (!own || !(field instanceof HTMLInputElement)) return;
  field.value = own.endpoint;
  form.hidden = false;
}
