// For every document of this folder.
module.exports = {
  layout: "document.11ty.cjs",
  tags: "story",
  permalink: (data) => `/stories/${data.page.fileSlug}.html`,
};
