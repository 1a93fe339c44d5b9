'use strict';
(() => {
  // Packed, since everything in the page delays its opening.
  const data = id => {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), character => character.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
  };
  const add = (parent, name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return parent.appendChild(element);
  };

  // Plots can be taken away: as they are, as pixels, and as the numbers behind them.
  const save = (name, blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const picture = svg => new XMLSerializer().serializeToString(svg);
  const toPng = (svg, name) => {
    const { width, height } = svg.viewBox.baseVal, image = new Image(), scale = 2;
    image.onload = () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width * scale, height * scale];
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#ffffff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(name, blob), 'image/png');
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(picture(svg));
  };
  for (const figure of document.querySelectorAll('figure[data-name]')) {
    const name = figure.dataset.name, svg = figure.querySelector('svg'), bar = add(figure.querySelector('figcaption'), 'span', undefined, { class: 'save' });
    const button = (kind, act) => add(bar, 'button', kind, { type: 'button', 'aria-label': `Save ${name} as ${kind}` }).addEventListener('click', act);
    button('SVG', () => save(name + '.svg', new Blob([picture(svg)], { type: 'image/svg+xml' })));
    button('PNG', () => toPng(svg, name + '.png'));
    button('CSV', async () => save(name + '.csv', new Blob([(await data('csv'))[name]], { type: 'text/csv' })));
  }

  // What a pointer finds in a plot, for those who have none.
  for (const place of document.querySelectorAll('details.points')) {
    place.addEventListener('toggle', () => {
      if (!place.open || place.querySelector('ol')) return;
      const items = add(place, 'ol');
      for (const title of document.querySelectorAll(`figure[data-name="${place.dataset.of}"] circle > title`)) add(items, 'li', title.textContent);
    });
  }

  // Samples are unpacked when a list is first opened, and shown a page at a time.
  const page = 40;
  let unpacked;
  const samples = () => unpacked ??= data('samples');

  const marked = (parent, text, wanted) => {
    let from = 0;
    // Places in the text itself: some letters change their length with their case.
    for (const match of wanted ? text.matchAll(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')) : []) {
      add(parent, 'span', text.slice(from, match.index));
      add(parent, 'mark', match[0]);
      from = match.index + match[0].length;
    }
    add(parent, 'span', text.slice(from));
  };

  // A token may be a blank or begin with one.
  const visible = token => token.replaceAll(' ', '␣').replaceAll('\n', '↵').replaceAll('\t', '⇥');
  const percent = p => (100 * p).toFixed(p < .1 ? 1 : 0) + ' %';
  const stepped = (item, steps) => {
    const text = add(item, 'div', undefined, { class: 'text', tabindex: 0, role: 'group', 'aria-label': 'Tokens; arrow keys move between them' });
    const panel = add(item, 'div', 'Point at a token, or move with the arrow keys.', { class: 'step', 'aria-live': 'polite' });
    const tokens = steps.map(([token, , entropy]) => add(text, 'span', token, { class: 'token', style: `--e: ${Math.min(1, entropy / 4)}` }));
    let at = -1;
    const show = index => {
      if (index < 0 || index >= tokens.length) return;
      tokens[at]?.classList.remove('at');
      tokens[at = index].classList.add('at');
      const [token, chosen, entropy, nucleus, ...rest] = steps[index], [top, names] = [rest.slice(0, 5), rest.slice(5)];
      panel.textContent = `“${visible(token)}”: probability ${percent(chosen)}, entropy ${entropy} nats, nucleus ${nucleus} tokens. The five most probable: `;
      // Samples of older stores have probabilities alone.
      top.forEach((p, rank) => {
        add(panel, 'span', undefined, { class: 'bar', style: `width: ${6 * p}rem` });
        add(panel, 'span', (rank in names ? `“${visible(names[rank])}” ` : '') + percent(p) + ' ', { class: 'likely' });
      });
    };
    tokens.forEach((token, index) => token.addEventListener('mouseenter', () => show(index)));
    text.addEventListener('keydown', event => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) { event.preventDefault(); show(at + by); }
    });
  };

  const list = (place, name, arm, wanted, validOnly) => {
    add(place, 'h3', `${name}: ${arm.arm}`);
    add(place, 'div', arm.asked, { class: 'asked', tabindex: 0, role: 'region', 'aria-label': `Prompt of the ${name} arm` });
    const found = arm.samples.map((sample, index) => [index, ...sample]).filter(([, text, valid]) => (valid || !validOnly) && text.toLowerCase().includes(wanted));
    add(place, 'p', `${found.length} of ${arm.samples.length} samples, ${arm.samples.filter(([, valid]) => valid).length} valid`, { role: 'status' });
    const items = add(place, 'ol');
    const more = add(place, 'button', 'Show more', { type: 'button', class: 'more' });
    let shown = 0;
    const next = () => {
      for (const [index, text, valid, remark, steps] of found.slice(shown, shown + page)) {
        const item = add(items, 'li', undefined, valid ? {} : { class: 'invalid' });
        if (steps && !wanted) stepped(item, steps);
        else marked(add(item, 'div', undefined, { class: 'text' }), text, wanted);
        add(item, 'div', `${index}${valid ? '' : ', not valid'}: ${remark}`, { class: 'remark' });
      }
      shown += page;
      more.hidden = shown >= found.length;
    };
    more.addEventListener('click', next);
    next();
  };

  for (const place of document.querySelectorAll('details.samples')) {
    place.addEventListener('toggle', async () => {
      if (!place.open || place.dataset.built) return;
      place.dataset.built = 'yes';
      const { arms: all, sets: every } = await samples();
      const sets = every.filter(set => set.group === Number(place.dataset.group));
      const find = add(place, 'div', undefined, { class: 'find', role: 'search' });
      const choice = add(add(find, 'label', 'Prompt '), 'select');
      sets.forEach((set, index) => add(choice, 'option', `${set.suite}, ${set.prompt}`, { value: index }));
      const words = add(add(find, 'label', 'Search '), 'input', undefined, { type: 'search' });
      const valid = add(add(find, 'label', 'Valid samples only '), 'input', undefined, { type: 'checkbox' });
      const arms = add(place, 'div', undefined, { class: 'arms' });
      const show = () => {
        arms.replaceChildren();
        const set = sets[Number(choice.value)], wanted = words.value.trim().toLowerCase();
        list(add(arms, 'div'), 'base', all[set.base], wanted, valid.checked);
        list(add(arms, 'div'), 'aligned', all[set.aligned], wanted, valid.checked);
      };
      let waiting;
      words.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(show, 150); });
      choice.addEventListener('change', show);
      valid.addEventListener('change', show);
      show();
    });
  }

  addEventListener('beforeprint', () => document.querySelectorAll('details:not(.samples, .points)').forEach(d => d.open = true));
  const target = () => { const d = document.getElementById(location.hash.slice(1)); if (d instanceof HTMLDetailsElement) d.open = true; };
  addEventListener('hashchange', target);
  target();
})();
