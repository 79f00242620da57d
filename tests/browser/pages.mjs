// The pages that are looked at.

/// The first link of a page that begins so.
const link = async (base, address, start) => {
  const html = await (await fetch(base + address)).text();
  const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1].replaceAll("&amp;", "&"));
  return links.find((link) => link.startsWith(start)) || "/";
};

export const QUERY = "/?q=helicopter+contract+Peru";

export const pages = async (base) => ({
  front: "/",
  search: QUERY,
  nothing: "/?q=zeppelin&colour=red",
  document: await link(base, QUERY, "/doc?"),
  story: await link(base, QUERY, "/story?"),
  claims: "/claims?q=helicopter+contract+Peru",
  timeline: "/timeline?q=helicopter+contract+Peru",
  programs: "/api",
});
