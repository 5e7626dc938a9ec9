// The navigation of a page, whose own theme is marked. Each statement's stories are counted once and kept.
const counts = new Map();
const count = (id, stories) => {
  if (!counts.has(id)) counts.set(id, stories.filter(({ data }) => data.statements.includes(id)).length);
  return counts.get(id);
};

module.exports = (themes, own, { story }) => `<p class="rail-home"><a href="/index.html">Home</a></p>
<ul class="rail-themes">
${themes.map(({ id, title, statements }) => `<li${id === own ? ' class="open"' : ""}>
  <a class="rail-theme" href="/themes/${id}.html">${title}</a>
  <ul>
${statements.map(({ id, title }) => `    <li><a href="/statements/${id}.html"><span>${title}</span> <span class="rail-count">${count(id, story)}</span></a></li>`).join("\n")}
  </ul>
</li>`).join("\n")}
</ul>
<p class="rail-title">Evidence</p>
<ul class="rail-links"><li><a href="/stories.html">Stories of difference</a></li></ul>`;
