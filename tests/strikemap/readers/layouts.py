"""Columns of published data sets, and synthetic rows in them: no row here is one of theirs."""

from __future__ import annotations

import csv
import io


def columns(names: str) -> list[str]:
    """Give the names that stand between commas."""
    return names.split(",")


ACLED_NOW = columns(
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)

ACLED_WITH_ISO3 = columns(
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,"
    "sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,timestamp,iso3"
)

ACLED_UPPER_CASE = columns(
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,"
    "ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,"
    "LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES"
)

UCDP_49 = columns(
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,"
    "country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)

UCDP_41 = [
    name
    for name in UCDP_49
    if name
    not in {
        "relid",
        "code_status",
        "number_of_sources",
        "source_office",
        "source_date",
        "source_headline",
        "gwnoa",
        "gwnob",
    }
]

GTD_135 = columns(
    "eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,"
    "region_txt,provstate,city,latitude,longitude,specificity,vicinity,location,summary,crit1,"
    "crit2,crit3,doubtterr,alternative,alternative_txt,multiple,success,suicide,attacktype1,"
    "attacktype1_txt,attacktype2,attacktype2_txt,attacktype3,attacktype3_txt,targtype1,"
    "targtype1_txt,targsubtype1,targsubtype1_txt,corp1,target1,natlty1,natlty1_txt,targtype2,"
    "targtype2_txt,targsubtype2,targsubtype2_txt,corp2,target2,natlty2,natlty2_txt,targtype3,"
    "targtype3_txt,targsubtype3,targsubtype3_txt,corp3,target3,natlty3,natlty3_txt,gname,"
    "gsubname,gname2,gsubname2,gname3,gsubname3,motive,guncertain1,guncertain2,guncertain3,"
    "individual,nperps,nperpcap,claimed,claimmode,claimmode_txt,claim2,claimmode2,claimmode2_txt,"
    "claim3,claimmode3,claimmode3_txt,compclaim,weaptype1,weaptype1_txt,weapsubtype1,"
    "weapsubtype1_txt,weaptype2,weaptype2_txt,weapsubtype2,weapsubtype2_txt,weaptype3,"
    "weaptype3_txt,weapsubtype3,weapsubtype3_txt,weaptype4,weaptype4_txt,weapsubtype4,"
    "weapsubtype4_txt,weapdetail,nkill,nkillus,nkillter,nwound,nwoundus,nwoundte,property,"
    "propextent,propextent_txt,propvalue,propcomment,ishostkid,nhostkid,nhostkidus,nhours,ndays,"
    "divert,kidhijcountry,ransom,ransomamt,ransomamtus,ransompaid,ransompaidus,ransomnote,"
    "hostkidoutcome,hostkidoutcome_txt,nreleased,addnotes,scite1,scite2,scite3,dbsource,INT_LOG,"
    "INT_IDEO,INT_MISC,INT_ANY,related"
)

ACLED_ROW = {
    "event_id_cnty": "XXX1",
    "event_date": "16 May 2025",
    "year": "2025",
    "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Nowhere (2000-)",
    "inter1": "1",
    "actor2": "Invented Group",
    "inter2": "2",
    "country": "Iraq",
    "iso3": "IRQ",
    "admin1": "Invented Province",
    "location": "Invented Town",
    "latitude": "33.5",
    "longitude": "44.5",
    "geo_precision": "1",
    "source": "Invented Agency",
    "notes": "An invented event.",
    "fatalities": "3",
}

UCDP_ROW = {
    "id": "1",
    "type_of_violence": "1",
    "side_a": "Government of Nowhere",
    "side_b": "Invented Group",
    "where_prec": "1",
    "where_coordinates": "Invented Town",
    "adm_1": "Invented Province",
    "latitude": "33.5",
    "longitude": "44.5",
    "geom_wkt": "POINT (44.5 33.5)",
    "country": "Iraq",
    "date_prec": "1",
    "date_start": "2019-05-16 00:00:00.000",
    "date_end": "2019-05-16 00:00:00.000",
    "best": "4",
    "high": "9",
    "low": "2",
}

GTD_ROW = {
    "eventid": "190000000001",
    "iyear": "1994",
    "imonth": "7",
    "iday": "5",
    "country_txt": "Iraq",
    "provstate": "Invented Province",
    "city": "Invented Town",
    "latitude": "33.5",
    "longitude": "44.5",
    "specificity": "1",
    "vicinity": "0",
    "suicide": "0",
    "attacktype1": "3",
    "targtype1_txt": "Military",
    "target1": "Invented Post",
    "gname": "Invented Group",
    "claimed": "0",
    "weaptype1": "6",
    "weapsubtype1_txt": "Unknown Explosive Type",
    "nkill": "2",
    "nwound": "0",
}


def text_of(header: list[str], *rows: dict[str, str]) -> str:
    """Give rows as CSV; names of columns are compared without case."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(header)
    for row in rows:
        writer.writerow([row.get(name.casefold(), "") for name in header])
    return stream.getvalue()
