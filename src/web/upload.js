// Says how far a large upload has come. Without this script the form is sent as any other.

const LARGE = 2 * 1024 * 1024; // what is smaller is gone before anybody could read of it

document.addEventListener('submit', (event) => {
  const form = event.target;
  const shown = form.querySelector('.upload');
  const chosen = [...form.querySelectorAll('input[type="file"]')].flatMap((it) => [...it.files]);
  const size = chosen.reduce((sum, it) => sum + it.size, 0);
  if (!shown || size < LARGE) return;
  event.preventDefault();
  send(form, shown, new FormData(form, event.submitter));
});

function send(form, shown, data) {
  const [bar, words] = [shown.querySelector('progress'), shown.querySelector('p')];
  const buttons = form.querySelectorAll('button');
  const sending = (so) => buttons.forEach((it) => { it.disabled = so; });
  const say = (text) => { if (words.textContent !== text) words.textContent = text; };
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
    // In tenths: whoever listens is not told of every piece.
    const tenths = Math.floor((10 * loaded) / total);
    say(loaded < total ? `${tenths * 10} % übertragen` : 'Übertragen. Die Dateien werden geprüft.');
  };
  request.onload = () => answered(request);
  request.onerror = () => {
    sending(false);
    say('Die Übertragung ist abgebrochen. Bitte noch einmal senden.');
  };
  shown.hidden = false;
  sending(true);
  request.open('POST', form.action);
  request.setRequestHeader('HFK-Sent-By-Script', 'ja');
  request.send(data);
}

function answered(request) {
  const onwards = request.getResponseHeader('Location');
  if (onwards) {
    location.assign(onwards);
    return;
  }
  // A page instead of a way on: what was wrong, at the form.
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.documentElement.replaceWith(page.documentElement);
  document.querySelector('[autofocus]')?.focus();
  scrollTo(0, 0);
}
