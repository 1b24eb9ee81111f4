/* Lists to filter by, such as actors and sources: names once, and per report the number of its
   set of names, so that a filter decides once per set. */
(function (sm) {
  'use strict';

  const lists = [];

  /** The lists of this page, each `{ key, names, sets, rows, on }`; empty until they are read. */
  sm.facets = lists;

  function listOf(key, columns) {
    const [names, sets] = [`${key}-names`, `${key}-sets`].map((name) => {
      const column = columns[name];
      return Array.from({ length: column.lines }, (_, line) => column.at(line));
    });
    return { key, names, sets, rows: columns[`${key}-rows`], on: names.map(() => true) };
  }

  /** Read the lists; the filter's state follows them. */
  sm.readFacets = async () => {
    const { facets } = sm.data.events;
    if (facets.length === 0) return;
    const columns = await sm.unpack('facets', facets);
    for (const { name } of facets) {
      if (name.endsWith('-rows')) lists.push(listOf(name.replace('-rows', ''), columns));
    }
  };

  /** Per set of names, whether one of them is chosen; null while all of them are. */
  sm.facetKeeps = ({ sets, on }) => (on.includes(false)
    ? Uint8Array.from(sets, (members) => (members.some((name) => on[name]) ? 1 : 0)) : null);

  /** How many of some reports have each name; `counts` says how many have each set. */
  sm.facetCounts = ({ names, sets }, counts) => {
    const found = names.map(() => 0);
    sets.forEach((members, set) => {
      for (const name of members) found[name] += counts[set];
    });
    return found;
  };
})(strikemap);
