const listing = require("./_includes/listing.cjs");

// A page for each statement and theme.
module.exports = {
  data: {
    layout: "base.11ty.cjs",
    pagination: { data: "listings", size: 1, alias: "of" },
    permalink: ({ of }) => `/${of.folder}/${of.id}.html`,
    eleventyComputed: { title: ({ of }) => of.title },
  },
  render: ({ of, collections }) =>
    listing(of.title, collections.story.filter(({ data }) => data.theme === of.id || data.statements.includes(of.id))),
};
